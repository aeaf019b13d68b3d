// The node is killed at the worst moments of a handoff; the next one goes on from the same store.
import assert from 'node:assert/strict';
import {scenario, text_of} from './support/world.mjs';

// Which passing of the point is the last: early, on the way to the agent, and with the agent there.
const moments = {
  'before-commit': [1, 3, 6, 10],
  'after-commit': [1, 3, 6, 10],
  'after-send': [2, 4, 7, 10],
  'before-done': [1, 3, 6, 8],
};

for (const [point, passings] of Object.entries(moments))
  for (const n of passings)
    scenario(
      `killed at ${point}, time ${n}: the agent talks to the user all the same`,
      {crash: `${point}:${n}`, settings: {'routing.poll-interval': '2s'}},
      async (w) => {
        await w.api.post('/clock', {rate: 5}); // a request that may have been made is looked for ten seconds long
        const alice = await w.member();
        const mike = await w.agent();
        await alice.writes('talk to a human');
        await alice.sees(text_of.queued);
        await mike.accepts();
        await alice.sees('Mike has joined');
        await mike.writes('Hello, Mike here.');
        await alice.sees('Hello, Mike here.');
        await alice.writes('My order is late.');
        await mike.sees('My order is late.');
        await mike.writes('I look into it.');
        await alice.sees('I look into it.');
        assert.equal(w.died?.signal, 'SIGKILL', 'the first node died at its crash point');
        await w.reborn;
        await w.settled();
        await alice.was_told_exactly([
          text_of.transfer,
          text_of.queued,
          'Mike has joined',
          'Hello, Mike here.',
          'I look into it.',
        ]);
        const texts = await mike.texts();
        for (const text of ['talk to a human', 'My order is late.'])
          assert.equal(texts.filter((t) => t === text).length, 1, `${text} once in ${texts.join(' | ')}`);
      },
    );
