// Starts `torg demo` for a story file, in a folder of its own on a port of its own, and stops it again.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The folder of the whole project. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** How long a debug build may take from its start to its printed address. Cold start is far below a second in release. */
const READY_WITHIN_MS = 60_000;
/** How long Torg gets to finish open requests after SIGTERM before it is killed. */
const STOPS_WITHIN_MS = 10_000;

function program() {
  const bin = path.resolve(ROOT, process.env.TORG_BIN ?? path.join(process.env.CARGO_TARGET_DIR ?? 'target', 'debug', 'torg'));
  if (!existsSync(bin)) throw new Error(`There is no program at ${bin}. Build it with "cargo build -p torg", or name another one in TORG_BIN.`);
  return bin;
}

/** A loopback port that nobody listens on right now. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/**
 * Starts the demo town and waits until it has printed its address.
 *
 * @param {{args?: string[], env?: Record<string, string>, host?: string}} [wishes] more arguments and settings for this start; the
 *   name by which people reach it, when it is not the number (passkeys need a name: `localhost`)
 * @returns {Promise<{url: string, data: string, pid: number, output: () => string, stop: () => Promise<void>}>}
 *   `output()` is everything printed so far; `stop()` asks politely, waits, then removes the folder.
 */
export async function startTorg({ args = [], env = {}, host = '127.0.0.1' } = {}) {
  const bin = program();
  const data = await mkdtemp(path.join(tmpdir(), 'torg-story-'));
  const port = await freePort();
  const child = spawn(bin, ['demo', '--listen', `127.0.0.1:${port}`, '--data', data, '--public-url', `http://${host}:${port}`, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  child.stdout.on('data', (bytes) => (printed += bytes));
  child.stderr.on('data', (bytes) => (printed += bytes));
  let ended = null;
  let wasReady = false;
  const exit = new Promise((resolve) => {
    child.on('error', (fault) => resolve((ended = `could not be started: ${fault.message}`)));
    child.on('exit', (code, signal) => resolve((ended = `ended with ${signal ?? `code ${code}`}`)));
  });
  // When the runner itself is interrupted, the town must not go on alone.
  const last = () => child.kill('SIGKILL');
  process.once('exit', last);

  const stop = async () => {
    process.removeListener('exit', last);
    const early = ended;
    if (early === null) {
      child.kill('SIGTERM');
      const patience = new AbortController();
      const late = pause(STOPS_WITHIN_MS, 'late', { signal: patience.signal }).catch(() => 'stopped');
      if ((await Promise.race([exit, late])) === 'late') {
        child.kill('SIGKILL');
        await exit;
      }
      patience.abort();
    }
    await rm(data, { recursive: true, force: true });
    if (early !== null && wasReady) throw new Error(`torg demo ${early} in the middle of the stories. It printed:\n${printed}`);
  };

  const deadline = Date.now() + READY_WITHIN_MS;
  const address = `http://127.0.0.1:${port}`;
  while (!printed.includes(address)) {
    if (ended !== null || Date.now() > deadline) {
      const why = ended ?? `did not print ${address} within ${READY_WITHIN_MS / 1000} seconds`;
      await stop();
      throw new Error(`torg demo ${why}. It printed:\n${printed}`);
    }
    await pause(50);
  }
  wasReady = true;
  return { url: `http://${host}:${port}`, data, pid: child.pid, output: () => printed, stop };
}
