// A FleetPrompt of its own for a test: the launcher, a home in a temporary folder, a free port.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const longestStart = 420_000; // the first start may build
const longestStop = 30_000;

/** A port that was free a moment ago; the same one is used again after a restart. */
async function freePort() {
  const server = createServer();
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export class Fleet {
  #process;
  #output = '';

  static async start(settings = {}) {
    const home = await mkdtemp(path.join(tmpdir(), 'fleet-browser-'));
    const fleet = new Fleet(home, await freePort(), settings);
    await fleet.start();
    return fleet;
  }

  constructor(home, port, settings) {
    this.home = home;
    this.port = port;
    this.settings = settings;
  }

  get url() {
    return `http://localhost:${this.port}`;
  }

  /** All that the command printed since it was started. */
  get output() {
    return this.#output;
  }

  /** The one-time link for the first person, with this server's address. */
  get setUpLink() {
    const link = this.#output.match(/https?:\/\/[^\s]+\/set-up\/[^\s]+/);
    if (!link) throw new Error(`No set-up link was printed:\n${this.#output}`);
    return this.url + new URL(link[0]).pathname;
  }

  async start() {
    this.#output = '';
    const child = spawn(path.join(repository, 'fleet'), ['up', '--port', String(this.port)], {
      env: { ...process.env, ...this.settings, FLEET_HOME: this.home },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    child.stdout.on('data', (text) => (this.#output += text));
    child.stderr.on('data', (text) => (this.#output += text));
    const deadline = Date.now() + longestStart;
    while (Date.now() < deadline) {
      if (child.exitCode !== null) throw new Error(`./fleet up ended:\n${this.#output}`);
      if (await this.#ready()) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`./fleet up was not ready in ${longestStart} ms:\n${this.#output}`);
  }

  async #ready() {
    try {
      const answer = await fetch(`${this.url}/health/ready`, { signal: AbortSignal.timeout(2_000) });
      return answer.ok && /https?:\/\//.test(this.#output);
    } catch {
      return false;
    }
  }

  /** Ends the server: politely, or at once as a crash would. */
  async stop(signal = 'SIGTERM') {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    const late = setTimeout(() => child.kill('SIGKILL'), longestStop);
    await ended;
    clearTimeout(late);
  }

  async restart(signal) {
    await this.stop(signal);
    await this.start();
  }

  async close() {
    await this.stop();
    await rm(this.home, { recursive: true, force: true });
  }
}
