-- Sends the requests of a file in turns, each with an idempotency key of its own, and prints what came back as one line of
-- JSON. The file holds requests as they go over the wire, with \0 between them and \1 in the place of the key.
--
-- The first request of the file opens each connection: a server accepts one at a time, and with work to do in between the
-- last of them would wait for seconds. After it each waits a little, so that all are open before the load begins. What counts
-- are the answers after every connection has sent a request of the load.
local ffi = require('ffi')
ffi.cdef([[
  typedef struct { long seconds; long nanos; } bench_moment;
  int clock_gettime(int clock, bench_moment *moment);
]])

local CLOCK_MONOTONIC = 1
local OPENING_MS = 300

local connections = tonumber(os.getenv('BENCH_CONNECTIONS'))
local key_start = os.getenv('BENCH_KEY_START')
local counts_refusals = os.getenv('BENCH_COUNT_REFUSALS') == '1'
local key_format = '%0' .. os.getenv('BENCH_KEY_DIGITS') .. 'd'
local opening, starts, ends, count = nil, {}, {}, 0
-- wrk asks for one request before all others, to see if it is well formed.
local asked, answered, waited = -1, 0, 0
local moment = ffi.new('bench_moment')
local threads = {}

-- Globals, because `thread:get` reads nothing else.
failures = 0
refused = 0
first_failure = ''
counted = 0
counted_from = 0
counted_to = 0

local function micros()
  ffi.C.clock_gettime(CLOCK_MONOTONIC, moment)
  return tonumber(moment.seconds) * 1e6 + tonumber(moment.nanos) / 1e3
end

function setup(thread)
  table.insert(threads, thread)
end

function init()
  local file = assert(io.open(os.getenv('BENCH_REQUESTS'), 'rb'))
  local text = file:read('*a')
  file:close()
  for request in string.gmatch(text, '[^%z]+') do
    if not opening then
      opening = request
    else
      count = count + 1
      local place = string.find(request, '\1', 1, true)
      starts[count] = place and string.sub(request, 1, place - 1) or request
      ends[count] = place and string.sub(request, place + 1)
    end
  end
end

function delay()
  waited = waited + 1
  if waited > connections and waited <= 2 * connections then return OPENING_MS end
  return 0
end

function request()
  asked = asked + 1
  local made = asked - connections
  if made <= 0 then return opening end
  local index = (made - 1) % count + 1
  if not ends[index] then return starts[index] end
  return starts[index] .. key_start .. string.format(key_format, made) .. ends[index]
end

function response(status, _, body)
  answered = answered + 1
  local served = true
  if status >= 300 or string.find(body, '"errors"', 1, true) then
    served = not (counts_refusals and string.find(body, '"UNAVAILABLE"', 1, true))
    if not served then
      refused = refused + 1
    else
      failures = failures + 1
      if failures == 1 then first_failure = status .. ' ' .. body end
    end
  end
  if asked < 2 * connections or answered <= connections then return end
  counted_to = micros()
  if counted_from == 0 then
    counted_from = counted_to
  elseif served then
    counted = counted + 1
  end
end

function done(summary, latency)
  local histogram = {}
  for index = 1, #latency do
    local value, times = latency(index)
    histogram[index] = '[' .. value .. ',' .. times .. ']'
  end
  local errors = summary.errors
  local lost = errors.connect + errors.read + errors.write + errors.timeout
  local thread = threads[1]
  print(
    string.format(
      'measured {"micros":%d,"answers":%d,"lost":%d,"failures":%d,"refused":%d,"first":"%s",'
        .. '"counted":%d,"countedMicros":%.3f,"histogram":[%s]}',
      summary.duration,
      summary.requests,
      lost,
      thread:get('failures'),
      thread:get('refused'),
      (string.gsub(thread:get('first_failure'), '[%c"\\]', ' ')),
      thread:get('counted'),
      thread:get('counted_to') - thread:get('counted_from'),
      table.concat(histogram, ',')
    )
  )
end
