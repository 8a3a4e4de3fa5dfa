// Asks the server of this machine whether it is ready; the exit code is the answer. An image needs no curl for that.

const { PORT = '4000' } = process.env;

try {
  const response = await fetch(`http://127.0.0.1:${PORT}/health/ready`);
  process.exitCode = response.ok ? 0 : 1;
} catch {
  process.exitCode = 1;
}
