// Makes at the sandbox what `flexcord setup` makes at Twilio: the Studio flow, and on the legacy plane its Flex Flow.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {identities} from '../../support/processes.mjs';
import {root} from './programs.mjs';

const file_of = {conversations: 'flow.json', 'legacy-chat': 'flow-legacy-chat.json'};

async function create(url, fields) {
  const basic = Buffer.from(`${identities.account}:${identities.auth_token}`).toString('base64');
  const answer = await fetch(url, {
    method: 'POST',
    headers: {Authorization: `Basic ${basic}`},
    body: new URLSearchParams(fields),
  });
  const made = await answer.json();
  assert.equal(answer.status, 201, JSON.stringify(made));
  return made.sid;
}

/** The settings of a node on that port whose talks a flow on that plane decides. */
export async function studio_settings(base, plane, port) {
  const definition = readFileSync(join(root, 'deploy/studio', file_of[plane]), 'utf8')
    .replaceAll('${public-url}', `http://127.0.0.1:${port}`)
    .replaceAll('${workflow-sid}', identities.workflow)
    .replaceAll('${task-channel-sid}', identities.task_channel);
  const flow = await create(`${base}/studio/v2/Flows`, {
    FriendlyName: 'flexcord',
    Status: 'published',
    Definition: definition,
  });
  const settings = {'routing.mode': 'studio', 'twilio.plane': plane, 'twilio.studio-flow-sid': flow};
  if (plane !== 'legacy-chat') return settings;
  settings['twilio.flex-flow-sid'] = await create(`${base}/flex-api/v1/FlexFlows`, {
    FriendlyName: 'flexcord',
    ChatServiceSid: identities.service,
    ChannelType: 'custom',
    IntegrationType: 'studio',
    'Integration.FlowSid': flow,
    Enabled: 'true',
    JanitorEnabled: 'true',
  });
  return settings;
}
