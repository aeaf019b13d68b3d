// Everything that a run may break, by kind. A kind is what the counts at the end are listed by.
import {ways_to_fail} from './outside.mjs';

const writes = {method: 'POST'};
const discord = {service: 'discord', ...writes, path: '*/channels/*/messages'};
const twilio = {service: 'twilio', ...writes};
const lists = {method: 'GET'};
const soon = {retry_after: 0.5};

/** Answers that go wrong: what is set in the sandbox. Its own count says how often each has struck. */
const answers = {
  'discord 429': {...discord, fault: {status: 429, ...soon}},
  'discord 429 global': {...discord, fault: {status: 429, scope: 'global', ...soon}},
  'discord 429 shared': {...discord, fault: {status: 429, scope: 'shared', ...soon}},
  'discord 1015 (edge)': {...discord, fault: {cloudflare: true, retry_after: 1}},
  'discord 500': {...discord, fault: {status: 500}},
  'discord 502 after it took effect': {...discord, fault: {status: 502, effect: true}},
  'discord reset before': {...discord, fault: {reset: 'before'}},
  'discord reset after': {...discord, fault: {reset: 'after'}},
  'discord timeout': {...discord, fault: {delay_ms: 12_000, reset: 'before'}},
  'discord timeout after it took effect': {...discord, fault: {delay_ms: 12_000, effect: true}},
  'discord slow': {...discord, fault: {delay_ms: 6000}},
  'discord outage': {...discord, times: 150, fault: {status: 503}},
  'discord list 503': {service: 'discord', ...lists, path: '*/messages', fault: {status: 503}},
  'twilio 429': {...twilio, fault: {status: 429, retry_after: 1}},
  'twilio 500': {...twilio, fault: {status: 500}},
  'twilio 503 after it took effect': {...twilio, fault: {status: 503, effect: true}},
  'twilio reset before': {...twilio, fault: {reset: 'before'}},
  'twilio reset after': {...twilio, fault: {reset: 'after'}},
  'twilio timeout': {...twilio, fault: {delay_ms: 12_000, reset: 'before'}},
  'twilio timeout after it took effect': {...twilio, fault: {delay_ms: 12_000, effect: true}},
  'twilio slow': {...twilio, fault: {delay_ms: 6000}},
  'twilio list 503': {service: 'twilio', ...lists, fault: {status: 503}},
};

const lost_answer = (path) => ({...twilio, path, fault: {reset: 'after'}});
const too_late = (path) => ({...twilio, path, fault: {status: 503, effect: true}});

/** The engine makes an interaction itself only where no flow does. */
const interactions = {
  'interaction 503 after it took effect': too_late('*/Interactions'),
  'interaction reset after': lost_answer('*/Interactions'),
};

const conversations = {
  'conversation reset after': lost_answer('*/Conversations'),
  'participant reset after': lost_answer('*/Participants'),
};

const legacy_chat = {
  'user reset after': lost_answer('*/chat/v2/*/Users'),
  'Flex channel 503 after it took effect': too_late('*/flex-api/v1/Channels'),
  'Flex channel reset after': lost_answer('*/flex-api/v1/Channels'),
};

const others = {
  'scoped webhook reset after': lost_answer('*/Webhooks'),
  'bot 500': {service: 'bot', fault: {status: 500}},
  'bot reset after': {service: 'bot', fault: {reset: 'after'}},
  'bot timeout': {service: 'bot', fault: {delay_ms: 12_000}},
};

/** What only reports, votes, news and announcements meet. */
const bugs = {...discord, path: '*/channels/1000000000000000023/messages'};
const announced = {...discord, path: '*/channels/1000000000000000025/messages'};
const edits = {service: 'discord', method: 'PATCH', path: '*/channels/*/messages/*'};
const crossposts = {service: 'discord', ...writes, path: '*/crosspost'};
const answered = {service: 'discord', ...writes, path: '*/interactions/*/callback'};
const followed = {service: 'discord', method: 'PATCH', path: '*/webhooks/*'};
const openings = {service: 'discord', ...writes, path: '*/users/@me/channels'};
const community = {
  'report post 429': {...bugs, fault: {status: 429, ...soon}},
  'report post 502 after it took effect': {...bugs, fault: {status: 502, effect: true}},
  'report post reset after': {...bugs, fault: {reset: 'after'}},
  'report post timeout after it took effect': {...bugs, fault: {delay_ms: 12_000, effect: true}},
  'report channel away': {...bugs, times: 20, fault: {status: 503}},
  'announcement 500': {...announced, fault: {status: 500}},
  'announcement reset after': {...announced, fault: {reset: 'after'}},
  'announcement 502 after it took effect': {...announced, fault: {status: 502, effect: true}},
  'announcement timeout': {...announced, fault: {delay_ms: 12_000, reset: 'before'}},
  'crosspost 503': {...crossposts, fault: {status: 503}},
  'crosspost reset after': {...crossposts, fault: {reset: 'after'}},
  'edit 429': {...edits, fault: {status: 429, ...soon}},
  'edit 500': {...edits, fault: {status: 500}},
  'edit reset before': {...edits, fault: {reset: 'before'}},
  'edit 502 after it took effect': {...edits, fault: {status: 502, effect: true}},
  'edit timeout': {...edits, fault: {delay_ms: 12_000, reset: 'before'}},
  'answer 500': {...answered, fault: {status: 500}},
  'answer reset after': {...answered, fault: {reset: 'after'}},
  'answer that follows 503': {...followed, fault: {status: 503}},
  'opening of a DM 500': {...openings, fault: {status: 500}},
  'opening of a DM 429': {...openings, fault: {status: 429, ...soon}},
  'opening of a DM reset after': {...openings, fault: {reset: 'after'}},
  'screenshot 503': {service: 'cdn', ...lists, fault: {status: 503}},
  'screenshot reset': {service: 'cdn', ...lists, fault: {reset: 'before'}},
};

const webhooks_of = (hook) => ({
  'webhook lost': {hook, fault: {hook: 'lose'}},
  'webhook twice': {hook, fault: {hook: 'duplicate'}},
  'webhook late': {hook, fault: {hook: 'late'}},
  'webhook out of order': {hook, fault: {hook: 'reorder'}},
  'webhook badly signed': {hook, fault: {hook: 'bad_signature'}},
});

const interaction_webhooks = {'interaction webhook lost': {hook: 'interactions', fault: {hook: 'lose'}}};

const callbacks = {
  'taskrouter callback lost': {hook: 'taskrouter', fault: {hook: 'lose'}},
  'taskrouter callback twice': {hook: 'taskrouter', fault: {hook: 'duplicate'}},
};

const ask = {hook: 'studio', event: 'ask_bot'};
const give = {hook: 'studio', event: 'to_agent'};
const flow = {
  'flow stops before it asks the bot': {...ask, fault: {hook: 'lose'}},
  'flow asks the bot twice': {...ask, fault: {hook: 'duplicate'}},
  'flow asks the bot late': {...ask, fault: {hook: 'late'}},
  'flow badly signed': {...ask, fault: {hook: 'bad_signature'}},
  'flow stops before it brings an agent': {...give, fault: {hook: 'lose'}},
  'flow brings an agent late': {...give, fault: {hook: 'late'}},
};

/** What may break where messages go that way: {mode, plane}. */
function requests_of({mode, plane}) {
  const by_flow = mode === 'studio';
  const old = plane === 'legacy-chat';
  return {
    ...answers,
    ...(by_flow ? {} : interactions),
    ...(old ? legacy_chat : conversations),
    ...others,
    ...webhooks_of(old ? 'chat' : 'conversations'),
    ...(old ? {} : interaction_webhooks),
    ...callbacks,
    ...(by_flow ? flow : {}),
  };
}
export const ways = {
  direct: {mode: 'direct', plane: 'conversations'},
  studio: {mode: 'studio', plane: 'conversations'},
  legacy: {mode: 'studio', plane: 'legacy-chat'},
};

/** Close codes that Discord documents. After a fatal one an operator looks, mends and starts the node again. */
const passing_codes = [1000, 1001, 4000, 4001, 4002, 4003, 4005, 4007, 4008, 4009];
const fatal_codes = [4004, 4010, 4011, 4012, 4013, 4014];

const gateway = {
  'gateway drop': {action: 'drop'},
  'gateway half open': {action: 'half_open'},
  'gateway op 7': {action: 'op7'},
  'gateway op 9, resumable': {action: 'op9', resumable: true},
  'gateway op 9, not resumable': {action: 'op9', resumable: false},
  'gateway session expired': {action: 'expire', then: {action: 'drop'}},
  ...Object.fromEntries(passing_codes.map((code) => [`gateway close ${code}`, {action: 'close', code}])),
  ...Object.fromEntries(
    fatal_codes.map((code) => [`gateway close ${code}`, {action: 'close', code, restart: true}]),
  ),
};

export const crash_points = ['before-commit', 'after-commit', 'after-send', 'before-done'];
export const kinds = {
  requests: (way) => Object.keys(requests_of(way)),
  gateway: Object.keys(gateway),
  deaths: ['kill -9', 'SIGTERM', 'long downtime', ...crash_points.map((p) => `killed at ${p}`)],
  community: Object.keys(community),
  outside: ways_to_fail,
  database: ['PostgreSQL restart', 'PostgreSQL crash'],
};

/** Sets or does one fault of the plan: {kind, times, skip}. What cannot be counted by the sandbox goes to `count`. */
export async function strike({kind, times, skip}, {api, lives, database, count, way}) {
  const request = requests_of(way)[kind] ?? community[kind];
  if (request) {
    const {id} = await api.post('/faults', {times, ...request, skip});
    return {kind, id};
  }
  if (gateway[kind]) {
    const {then, restart, ...action} = gateway[kind];
    await api.post('/discord/gateway', action);
    if (then) await api.post('/discord/gateway', then);
    count(kind);
    if (restart) lives.replaced();
    return null;
  }
  await database.restart(kind === 'PostgreSQL crash' ? 'immediate' : 'fast');
  count(kind);
  return null;
}
