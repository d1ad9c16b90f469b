// Owns one mongod and outlives nobody: when standard input closes (the parent ended, however), mongod is stopped.
import { spawn } from 'node:child_process';

const [bin, ...args] = process.argv.slice(2);
const child = spawn(bin, args, { stdio: 'ignore' });
let stopping = false;
const stop = () => {
  if (stopping) return;
  stopping = true;
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), 15_000).unref();
};
process.stdin.on('end', stop).on('error', stop).resume();
for (const s of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(s, stop);
child.on('error', (e) => {
  console.error(String(e));
  process.exit(127);
});
child.on('exit', (code) => process.exit(code ?? 1));
