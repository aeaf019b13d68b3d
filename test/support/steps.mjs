// Tests that build on one another: after one that fails, the rest is skipped and the programs' logs are shown.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

/** `begin` fills the world and registers what must be stopped with world.stops; gives the function that adds a step. */
export function steps(begin) {
  const world = {stops: []};
  let failed = false;
  before(() => begin(world));
  after(async () => {
    if (failed) for (const s of world.stops) console.error(s.logs?.() ?? '');
    // A program that does not end by itself, or not well, is a failure as well.
    const ends = [];
    for (const s of world.stops.reverse()) ends.push(await s.stop());
    const bad = ends.filter((how) => typeof how === 'string' && !how.endsWith(' with 0'));
    if (!failed) assert.deepEqual(bad, []);
  });
  const step = (name, work) =>
    test(name, async (t) => {
      if (failed) {
        t.skip('an earlier step failed');
        return;
      }
      try {
        await work(t);
      } catch (error) {
        failed = true;
        throw error;
      }
    });
  return {world, step};
}
