-- Sends the requests of a file in turns, each with an idempotency key of its own, and prints what came back as one line of
-- JSON. The file holds requests as they go over the wire, with \0 between them and \1 in the place of the key.
local starts, ends, count, made = {}, {}, 0, 0
local key_start = os.getenv('BENCH_KEY_START')
local key_format = '%0' .. os.getenv('BENCH_KEY_DIGITS') .. 'd'
local threads = {}

-- Globals, because `thread:get` reads nothing else.
failures = 0
first_failure = ''

function setup(thread)
  table.insert(threads, thread)
end

function init()
  local file = assert(io.open(os.getenv('BENCH_REQUESTS'), 'rb'))
  local text = file:read('*a')
  file:close()
  for request in string.gmatch(text, '[^%z]+') do
    count = count + 1
    local place = string.find(request, '\1', 1, true)
    starts[count] = place and string.sub(request, 1, place - 1) or request
    ends[count] = place and string.sub(request, place + 1)
  end
end

function request()
  local index = made % count + 1
  made = made + 1
  if not ends[index] then return starts[index] end
  return starts[index] .. key_start .. string.format(key_format, made) .. ends[index]
end

function response(status, _, body)
  if status >= 300 or string.find(body, '"errors"', 1, true) then
    failures = failures + 1
    if failures == 1 then first_failure = status .. ' ' .. body end
  end
end

function done(summary, latency)
  local histogram = {}
  for index = 1, #latency do
    local micros, times = latency(index)
    histogram[index] = '[' .. micros .. ',' .. times .. ']'
  end
  local errors = summary.errors
  local lost = errors.connect + errors.read + errors.write + errors.timeout
  local failed, first = 0, ''
  for _, thread in ipairs(threads) do
    failed = failed + thread:get('failures')
    if first == '' then first = thread:get('first_failure') end
  end
  print(
    string.format(
      'measured {"micros":%d,"answers":%d,"lost":%d,"failures":%d,"first":"%s","histogram":[%s]}',
      summary.duration,
      summary.requests,
      lost,
      failed,
      (string.gsub(first, '[%c"\\]', ' ')),
      table.concat(histogram, ',')
    )
  )
end
