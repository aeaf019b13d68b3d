// A chatbot that answers nonsense, too much, too late or not at all.
import assert from 'node:assert/strict';
import {createServer} from 'node:http';
import {scenario, text_of} from './support/world.mjs';

const sorry = 'Sorry, I could not find an answer just now.';
const offer = 'Sorry, I cannot answer at the moment. Would you like to talk to a person?';
const quick = {rasa: true, settings: {'chatbot.deadline': '500ms', 'chatbot.breaker-failures': 1000}};

for (const [what, word] of [
  ['an HTML page', 'html'],
  ['10 MB', 'huge'],
  ['nothing for a minute', 'hang'],
  ['an error', '500'],
])
  scenario(
    `the bot answers ${what}: the member is told, and a person is offered at the second time`,
    quick,
    async (w) => {
      const alice = await w.member();
      await alice.writes(word);
      const first = await alice.sees(sorry);
      await alice.writes(word);
      const second = await alice.sees(offer, {after: first});
      await alice.presses('Talk to a person', second);
      await alice.sees(text_of.queued);
      await w.settled();
      await alice.was_told_exactly([sorry, offer, text_of.transfer, text_of.queued]);
      assert.equal(await w.metric('flexcord_chatbot_turns_total', {}), 2);
    },
  );

scenario('an answer without any text is said so', quick, async (w) => {
  const alice = await w.member();
  await alice.writes('silent');
  await alice.sees('I have no answer to that.');
  await alice.writes('refund');
  await alice.sees('Purchases can be refunded');
});

scenario('a good answer in between starts the count anew', quick, async (w) => {
  const alice = await w.member();
  let last = await alice.writes('500');
  last = await alice.sees(sorry, {after: last});
  await alice.writes('refund');
  last = await alice.sees('Purchases can be refunded', {after: last});
  await alice.writes('500');
  await alice.sees(sorry, {after: last});
  await w.settled();
  assert.ok(!(await alice.told()).includes(offer));
});

scenario(
  'nobody listens where the bot should be',
  {settings: {'chatbot.kind': 'rasa', 'chatbot.url': 'http://127.0.0.1:1/'}},
  async (w) => {
    const alice = await w.member();
    await alice.writes('hello');
    await alice.sees(sorry);
  },
);

scenario(
  'after five failures in a row the bot is left alone for chatbot.breaker-pause',
  {
    rasa: true,
    settings: {
      'chatbot.deadline': '500ms',
      'chatbot.breaker-failures': 5,
      'chatbot.breaker-pause': '2s',
      'chatbot.handoff-after-failures': 100,
    },
  },
  async (w) => {
    const alice = await w.member();
    let last = null;
    for (let i = 0; i < 8; ++i) {
      last = await alice.writes('500');
      last = await alice.sees(sorry, {after: last});
    }
    assert.equal((await w.api.requests({service: 'bot'})).length, 5);
    await w.api.until('the bot is asked again', async () => {
      last = await alice.writes('refund');
      last = await alice.sees(/^(Sorry|Purchases)/, {after: last});
      return last.content.startsWith('Purchases');
    });
  },
);

// Bots that no sandbox plays: raw HTTP of this test's own.
const bots = {
  'hangs up without an answer': (request, answer) => answer.socket.destroy(),
  'breaks off in the middle': (request, answer) => {
    answer.writeHead(200, {'Content-Type': 'application/json', 'Content-Length': 1000});
    answer.write('[{"text":"half');
    setImmediate(() => answer.socket.destroy());
  },
  'sends JSON of another shape': (request, answer) => answer.end('{"text":5}'),
  'sends texts of other types': (request, answer) => answer.end('[{"text":null},{"text":[1]},7,null]'),
  'redirects to itself for ever': (request, answer) => {
    answer.writeHead(302, {Location: '/webhooks/rest/webhook'});
    answer.end();
  },
  'sends endless headers': (request, answer) => {
    answer.socket.write(`HTTP/1.1 200 OK\r\n${'X: y\r\n'.repeat(100_000)}`);
  },
};
for (const [what, handle] of Object.entries(bots)) {
  let server;
  scenario(
    `a bot that ${what}`,
    {
      settings: async () => {
        server = createServer(handle);
        await new Promise((done) => server.listen(0, '127.0.0.1', done));
        return {
          'chatbot.kind': 'rasa',
          'chatbot.url': `http://127.0.0.1:${server.address().port}/webhooks/rest/webhook`,
          'chatbot.deadline': '500ms',
        };
      },
    },
    async (w) => {
      try {
        const alice = await w.member();
        await alice.writes('hello');
        await alice.sees(/^(Sorry, I could not find an answer|I have no answer to that)/);
        await w.settled();
        assert.equal((await alice.told()).length, 1);
        assert.equal((await fetch(`${w.node.url}/readyz`)).status, 200);
      } finally {
        server.closeAllConnections();
        server.close();
      }
    },
  );
}
