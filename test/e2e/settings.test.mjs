// A node that is given nothing but addresses and credentials works against whatever speaks the protocols there.
import assert from 'node:assert/strict';
import {identities} from '../support/processes.mjs';
import {scenario, text_of} from './support/world.mjs';

/** These keys, no other, no callback registered; what the world would set besides is left out. */
const only_these = (base) => ({
  'discord.api-url': `${base}/api/v10`,
  'discord.gateway-url': `ws${base.slice(4)}/gateway`,
  'discord.token': identities.bot_token,
  'discord.cdn-url': `${base}/cdn`,
  'chatbot.kind': 'rasa',
  'chatbot.url': `${base}/rasa/webhooks/rest/webhook`,
  'knowledge.articles': null,
  'twilio.chat-url': null,
  'twilio.studio-url': null,
  'http.address': null,
});

scenario(
  'the whole conversation with the settings that a stand-in needs, and no callback',
  {hooks: false, settings: only_these},
  async (w) => {
    const keys = w.node.child.spawnargs
      .filter((a) => a.startsWith('--'))
      .map((a) => a.slice(2, a.indexOf('=')));
    assert.deepEqual(
      keys.sort(),
      [
        'discord.api-url',
        'discord.gateway-url',
        'discord.token',
        'twilio.account-sid',
        'twilio.auth-token',
        'twilio.service-sid',
        'twilio.workspace-sid',
        'twilio.workflow-sid',
        'twilio.conversations-url',
        'twilio.flex-url',
        'twilio.media-url',
        'twilio.taskrouter-url',
        'discord.cdn-url',
        'chatbot.kind',
        'chatbot.url',
        'http.port',
        'http.public-url',
        'store.url',
      ].sort(),
    );
    const alice = await w.member();
    const mike = await w.agent();
    await alice.writes('refund');
    await alice.sees('Purchases can be refunded');
    await alice.writes('a human please');
    await alice.sees(text_of.queued, {limit: 45_000});
    await mike.accepts();
    await alice.sees('Mike has joined', {limit: 45_000});
    await mike.sees('refund');
    await alice.writes('my screenshot', {
      attachments: [{filename: 'a.txt', content_type: 'text/plain', base64: btoa('inside')}],
    });
    await mike.sees('my screenshot');
    await w.api.until('the agent gets the file', async () =>
      (await mike.messages()).some((m) => m.media?.length),
    );
    await mike.writes('I see it');
    await alice.sees('I see it');
    await mike.does('complete');
    await alice.sees('Mike has left', {limit: 45_000});
    await alice.sees(text_of.back);
    await alice.writes('refund');
    await w.api.until(
      'the bot answers again',
      async () => (await alice.told()).filter((t) => t.startsWith('Purchases can be refunded')).length === 2,
    );
  },
);
