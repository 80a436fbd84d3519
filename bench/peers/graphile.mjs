// graphile-worker with jobs that do nothing. Its settings for "batched" are those under which its makers report their own
// figures (docs/performance on its site): 24 jobs at once on 25 connections, fetched 500 at a time, completions batched
// without waiting for more of them.
import { Logger, makeWorkerUtils, run } from 'graphile-worker';
import { answer, serve, versionOf } from './lines.mjs';

const BATCH = 1000;
const CONCURRENT = { concurrentJobs: 24, maxPoolSize: 25 };
const SETTINGS = {
  defaults: {},
  concurrent: CONCURRENT,
  batched: { ...CONCURRENT, localQueue: { size: 500 }, completeJobBatchDelay: 0, failJobBatchDelay: 0 },
};

const connectionString = process.env.PEER_DATABASE_URL;
const settings = SETTINGS[process.argv[2]];
// A line for every job would be what is measured.
const logger = new Logger(() => (level, message) => {
  if (level === 'error' || level === 'warning') console.log(level, message);
});

const utils = await makeWorkerUtils({ connectionString, logger });
await utils.migrate();
answer(versionOf('graphile-worker'));

let jobs = 0;
let ran = 0;
let runner;

const nothing = async () => {
  ran += 1;
  if (ran === 1) answer('begun');
  if (ran === jobs) answer('ran');
};

await serve({
  async fill(count) {
    jobs = Number(count);
    ran = 0;
    for (let made = 0; made < jobs; made += BATCH) {
      const some = Math.min(BATCH, jobs - made);
      await utils.addJobs(Array.from({ length: some }, () => ({ identifier: 'nothing', payload: {} })));
    }
    answer('done');
  },
  async work() {
    runner = await run({
      connectionString,
      logger,
      noHandleSignals: true,
      taskList: { nothing },
      preset: { worker: settings },
    });
  },
  async rest() {
    await runner.stop();
    answer('done');
  },
});
