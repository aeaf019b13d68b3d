// What Discord's gateway should never send: nothing of it stops the node or loses a message.
import assert from 'node:assert/strict';
import {scenario} from './support/world.mjs';

const dispatch = (t, d, s = null) => JSON.stringify({op: 0, t, s, d});
const message = (change) => ({
  id: '1573000000000000001',
  channel_id: '1573000000000000002',
  author: {id: '1573000000000000003', username: 'eve', bot: false},
  content: 'x',
  type: 0,
  ...change,
});
const interaction = (change) => ({
  id: '1573000000000000011',
  application_id: '1100000000000000001',
  type: 2,
  token: 'tok',
  channel_id: '1573000000000000002',
  user: {id: '1573000000000000003', username: 'eve'},
  data: {name: 'helpme', options: []},
  ...change,
});

const bad = {
  'not JSON': ['hello', '{', '{"op":0', '', '\u0000', '{"op":0,}'],
  'JSON of another shape': ['[]', '"x"', 'null', '0', '{}', '[{"op":11}]'],
  'unknown opcodes': ['{"op":99}', '{"op":-1}', '{"op":"0"}', '{"op":null}', '{"op":1e99}', '{"op":11.5}'],
  'unknown events': [
    dispatch('SOMETHING_NEW', {x: 1}),
    dispatch('', {}),
    dispatch(null, {}),
    dispatch(7, {}),
  ],
  'messages with missing fields': ['id', 'channel_id', 'author', 'content', 'type'].map((key) => {
    const {[key]: _, ...rest} = message();
    return dispatch('MESSAGE_CREATE', rest);
  }),
  'messages with null fields': [
    'id',
    'channel_id',
    'author',
    'content',
    'type',
    'attachments',
    'message_reference',
  ].map((key) => dispatch('MESSAGE_CREATE', message({[key]: null}))),
  'messages with fields of other types': [
    dispatch('MESSAGE_CREATE', null),
    dispatch('MESSAGE_CREATE', []),
    dispatch('MESSAGE_CREATE', 'x'),
    dispatch('MESSAGE_CREATE', message({id: 5, author: 'eve', content: {}, attachments: [null, 3, {}]})),
    dispatch('MESSAGE_UPDATE', null),
    dispatch('MESSAGE_UPDATE', {edited_timestamp: 'never'}),
    dispatch('MESSAGE_DELETE', null),
    dispatch('MESSAGE_DELETE', {id: null, channel_id: null}),
    dispatch('MESSAGE_DELETE_BULK', {ids: null}),
    dispatch('READY', null),
    dispatch('RESUMED', null),
  ],
  'interactions with missing, null and strange fields': [
    dispatch('INTERACTION_CREATE', null),
    dispatch('INTERACTION_CREATE', {}),
    ...['id', 'token', 'channel_id', 'user', 'data', 'type'].map((key) =>
      dispatch('INTERACTION_CREATE', interaction({[key]: null})),
    ),
    dispatch('INTERACTION_CREATE', interaction({type: 3, data: {custom_id: null}})),
    dispatch('INTERACTION_CREATE', interaction({type: 3, data: {custom_id: 'v1:rate-99'}})),
    dispatch('INTERACTION_CREATE', interaction({type: 77})),
  ],
  'strange sequences': [
    dispatch('TYPING_START', {}, -5),
    dispatch('TYPING_START', {}, 'x'),
    dispatch('TYPING_START', {}, 1e300),
  ],
  'control payloads without their data': [
    '{"op":10}',
    '{"op":10,"d":{"heartbeat_interval":null}}',
    '{"op":10,"d":{"heartbeat_interval":-1}}',
    '{"op":10,"d":{"heartbeat_interval":0}}',
    '{"op":11,"d":{}}',
    '{"op":1}',
    '{"op":7,"d":7}',
    '{"op":9,"d":null}',
    '{"op":9}',
  ],
  'very deep and very long payloads': ['['.repeat(200_000), `{"op":0,"t":"${'X'.repeat(1 << 20)}","d":{}}`],
};

for (const [what, payloads] of Object.entries(bad))
  scenario(
    `${what} on the gateway`,
    {rasa: true, twilio: false, settings: {'discord.reconnect-min': '20ms'}},
    async (w) => {
      const alice = await w.member();
      let i = 0;
      for (const raw of payloads) {
        const {identifies} = await w.api.get('/discord/gateway');
        await w.api.post('/discord/gateway', {action: 'send', raw});
        // Op 9 ends the session: what is written before the next one is nobody's to replay.
        if (/^{"op":9[,}]/.test(raw))
          await w.api.until(
            'a new session',
            async () => (await w.api.get('/discord/gateway')).identifies > identifies,
          );
        await alice.writes(`probe ${++i};`);
        await alice.sees(`"probe ${i};"`, {limit: 15_000}).catch((error) => {
          error.message = `after ${raw.slice(0, 120)}: ${error.message}`;
          throw error;
        });
      }
      await w.settled();
      const wanted = payloads.map((_, n) => `"probe ${n + 1};"`);
      const probes = (await alice.told()).filter((t) => t.includes('probe'));
      assert.deepEqual(
        probes.map((t) => /"probe \d+;"/.exec(t)[0]),
        wanted,
      );
      assert.ok(w.node.running);
      assert.equal((await fetch(`${w.node.url}/readyz`)).status, 200);
      assert.ok((await w.metric('flexcord_gateway_events_total')) > 0);
    },
  );

scenario(
  'what cannot be read is counted, and no answer goes to a member who does not exist',
  {rasa: true, twilio: false, settings: {'discord.reconnect-min': '20ms'}},
  async (w) => {
    await w.api.post('/discord/gateway', {action: 'send', raw: '{'});
    await w.counted('flexcord_gateway_events_total', {what: 'malformed'}, 1);
    const posts = await w.api.requests({service: 'discord', method: 'POST', path: /1573000000000000002/});
    assert.equal(posts.length, 0);
  },
);
