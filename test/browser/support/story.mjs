// A story in steps over one sandbox, one node and one browser.
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {start_browser} from './browser.mjs';
import {start_programs} from './programs.mjs';

/** Starts everything and calls `begin(world)`: {step, world}. After a step that fails, the rest is skipped. */
export function story(begin) {
  const world = {};
  let failed = false;
  before(async () => {
    world.programs = await start_programs({
      binaries: process.env.FLEXCORD_BINARIES,
      articles: join(import.meta.dirname, '../../../knowledge'),
    });
    world.browser = await start_browser();
    await begin(world);
  });
  after(async () => {
    if (failed) console.error(world.programs?.logs());
    await world.browser?.close();
    await world.programs?.stop();
  });
  const step = (name, work) =>
    test(name, async (t) => {
      if (failed) {
        t.skip('an earlier step failed');
        return;
      }
      try {
        await work();
      } catch (error) {
        failed = true;
        throw error;
      }
    });
  return {step, world};
}
