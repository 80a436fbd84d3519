// DBOS Transact for TypeScript: workflows of three durable steps with a small result, called directly, which is its
// fastest way, with as many in flight as its sibling in Java. Its pool has the ten connections that it takes by default.
import { DBOS } from '@dbos-inc/dbos-sdk';
import { answer, serve, versionOf } from './lines.mjs';

const IN_FLIGHT = 256;

const threeSteps = DBOS.registerWorkflow(
  async (value) => {
    const one = await DBOS.runStep(async () => value + 1, { name: 'one' });
    const two = await DBOS.runStep(async () => one + 1, { name: 'two' });
    return await DBOS.runStep(async () => two + 1, { name: 'three' });
  },
  { name: 'threeSteps' },
);

DBOS.setConfig({
  name: 'bench',
  systemDatabaseUrl: process.env.PEER_DATABASE_URL,
  applicationVersion: '1',
  logLevel: 'warn',
});
await DBOS.launch();
answer(versionOf('@dbos-inc/dbos-sdk'));

await serve({
  async run(count) {
    let left = Number(count);
    const one = async () => {
      while (left-- > 0) await threeSteps(1);
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, one));
    answer('done');
  },
});
