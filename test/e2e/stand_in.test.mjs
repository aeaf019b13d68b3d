// The node against a Discord and against bots that share no code with the sandbox.
import assert from 'node:assert/strict';
import {createHmac} from 'node:crypto';
import {createServer} from 'node:http';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {own_discord} from './support/discord.mjs';
import {articles, start_node} from './support/programs.mjs';

const token = 'MTE.own.token';

/** A node at a Discord of our own and at a bot whose requests `handle` answers. */
const with_bot = (name, settings, handle, work) =>
  test(name, {timeout: 60_000}, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'flexcord-e2e-'));
    const discord = new own_discord(token);
    const turns = [];
    const bot = createServer((request, answer) => {
      let body = '';
      request.on('data', (more) => (body += more));
      request.on('end', () => {
        turns.push({headers: request.headers, text: body, body: JSON.parse(body)});
        handle(turns.at(-1), answer, turns);
        discord.happened();
      });
    });
    await new Promise((done) => bot.listen(0, '127.0.0.1', done));
    const port = await discord.start();
    let node;
    try {
      node = await start_node(folder, (own) => ({
        'discord.token': token,
        'discord.api-url': `http://127.0.0.1:${port}/api/v10`,
        'discord.gateway-url': `ws://127.0.0.1:${port}/`,
        'knowledge.articles': articles,
        'http.address': '127.0.0.1',
        'http.port': own,
        'store.url': `sqlite:${join(folder, 'flexcord.db')}`,
        'chatbot.url': `http://127.0.0.1:${bot.address().port}/bot`,
        ...settings,
      }));
      await discord.until(() => discord.received.some((p) => p.op === 2));
      await work({discord, node, turns});
      assert.deepEqual(discord.refused, [], 'every request has the token');
    } catch (error) {
      console.error(node?.tail());
      throw error;
    } finally {
      await node?.stop();
      discord.stop();
      bot.closeAllConnections();
      bot.close();
      rmSync(folder, {recursive: true, force: true});
    }
  });

/** Posts the bot's late answer to a turn; twice with the same one is a replay. */
function call_back(node, {session_id, message_id}) {
  const body = JSON.stringify({session_id, message_id, replies: [{text: 'here it is'}]});
  const at = Math.floor(Date.now() / 60_000) * 60;
  const mac = createHmac('sha256', 'shared').update(`${at}.${body}`).digest('hex');
  return fetch(`${node.url}/bot/callback`, {
    method: 'POST',
    headers: {'X-Flexcord-Signature': `t=${at},v1=${mac}`},
    body,
  });
}
const metrics = async (node) => (await fetch(`${node.url}/metrics`)).text();
const says = (answer, value) => {
  answer.writeHead(200, {'Content-Type': 'application/json'});
  answer.end(JSON.stringify(value));
};

with_bot(
  'a webhook bot: signed, with what was said before',
  {'chatbot.kind': 'webhook', 'chatbot.secret': 'shared'},
  (turn, answer, turns) => says(answer, {replies: [{text: `answer ${turns.length}`}]}),
  async ({discord, turns}) => {
    discord.says('hello');
    await discord.until(() => discord.sent.some((m) => m.body.content === 'answer 1'));
    discord.says('and then?');
    await discord.until(() => discord.sent.some((m) => m.body.content === 'answer 2'));
    assert.deepEqual(
      discord.sent.map((m) => [m.channel, m.body.content]),
      [
        ['777', 'answer 1'],
        ['777', 'answer 2'],
      ],
    );
    const {body} = discord.sent[0];
    assert.equal(body.enforce_nonce, true);
    assert.ok(String(body.nonce).length <= 25 && String(body.nonce).length > 0);
    assert.deepEqual(body.allowed_mentions?.parse, []);
    for (const t of turns) {
      const [, at, mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(t.headers['x-flexcord-signature']);
      assert.equal(mac, createHmac('sha256', 'shared').update(`${at}.${t.text}`).digest('hex'));
    }
    assert.equal(turns[1].body.text, 'and then?');
    assert.deepEqual(
      turns[1].body.context.history.map((h) => h.text),
      ['hello', 'answer 1'],
    );
  },
);

with_bot(
  'a webhook bot that answers later through /bot/callback',
  {'chatbot.kind': 'webhook', 'chatbot.secret': 'shared'},
  (turn, answer) => {
    answer.writeHead(202);
    answer.end();
  },
  async ({discord, node, turns}) => {
    discord.says('think about it');
    await discord.until(() => turns.length === 1);
    // The node has read the 202 once it counts the turn; an earlier callback is the next test's case.
    while (!/hop_seconds_count{hop="bot_turn"} 1/.test(await metrics(node))) continue;
    assert.equal((await call_back(node, turns[0].body)).status, 202);
    assert.equal((await call_back(node, turns[0].body)).status, 403, 'a replay');
    await discord.until(() => discord.sent.some((m) => m.body.content === 'here it is'));
    assert.equal(discord.sent.length, 1);
  },
);

let early_node;
with_bot(
  'a webhook bot whose late answer overtakes its own 202',
  {'chatbot.kind': 'webhook', 'chatbot.secret': 'shared'},
  async (turn, answer) => {
    await call_back(early_node, turn.body);
    answer.writeHead(202);
    answer.end();
  },
  async ({discord, node}) => {
    early_node = node;
    discord.says('think about it');
    await discord.until(() => discord.sent.some((m) => m.body.content === 'here it is'));
    assert.equal(discord.sent.length, 1);
  },
);

const chunk = (delta, finish_reason = null) =>
  `data: ${JSON.stringify({id: 'x', object: 'chat.completion.chunk', choices: [{index: 0, delta, finish_reason}]})}\n\n`;

with_bot(
  'an OpenAI-compatible bot, streamed, that asks for a person with its tool',
  {'chatbot.kind': 'openai', 'chatbot.token': 'sk-own', 'chatbot.model': 'own-model'},
  (turn, answer) => {
    answer.writeHead(200, {'Content-Type': 'text/event-stream'});
    if (turn.body.messages.at(-1).content.includes('person')) {
      const call = {
        index: 0,
        id: 'c1',
        type: 'function',
        function: {name: 'request_human_agent', arguments: ''},
      };
      answer.write(chunk({role: 'assistant', tool_calls: [call]}));
      answer.write(chunk({tool_calls: [{index: 0, function: {arguments: '{"reason":"asked"}'}}]}));
      answer.write(chunk({}, 'tool_calls'));
    } else {
      const words = chunk({role: 'assistant', content: 'Hello '}) + chunk({content: 'there é'});
      answer.write(words.slice(0, 100));
      answer.write(words.slice(100));
      answer.write(chunk({}, 'stop'));
    }
    answer.end('data: [DONE]\n\n');
  },
  async ({discord, turns}) => {
    discord.says('hello');
    await discord.until(() => discord.sent.some((m) => m.body.content === 'Hello there é'));
    discord.says('give me a person of flesh');
    await discord.until(() =>
      discord.sent.some((m) => m.body.content.startsWith('I cannot transfer you to a person here')),
    );
    assert.equal(discord.sent.length, 2);
    assert.equal(turns[0].headers.authorization, 'Bearer sk-own');
    assert.equal(turns[0].body.model, 'own-model');
    assert.equal(turns[0].body.stream, true);
  },
);

with_bot(
  'heartbeats keep the session, and its end is taken calmly',
  {'chatbot.kind': 'rasa', 'discord.reconnect-min': '20ms'},
  (turn, answer) => says(answer, [{recipient_id: 'x', text: `echo ${turn.body.message}`}]),
  async ({discord}) => {
    await discord.until(() => discord.received.filter((p) => p.op === 1).length >= 3);
    discord.connection.close(4009);
    await discord.until(() => discord.received.filter((p) => p.op === 2).length === 2);
    discord.says('still there?');
    await discord.until(() => discord.sent.some((m) => m.body.content === 'echo still there?'));
    assert.equal(discord.received.find((p) => p.op === 2).d.token, token);
    // What is not a person's direct message is none of the bot's business.
    discord.says('in a server', {guild_id: '10', channel_id: '11'});
    discord.says('of a bot', {author: {id: '43', username: 'other', bot: true}});
    discord.says('of ourselves', {author: {id: '900', username: 'helper', bot: true}});
    discord.says('the last');
    await discord.until(() => discord.sent.some((m) => m.body.content === 'echo the last'));
    assert.equal(discord.sent.length, 2);
  },
);
