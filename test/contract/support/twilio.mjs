// The unmodified twilio client, pointed at the sandbox by its products' base URLs alone.
import twilio from 'twilio';
import {identities} from '../../support/processes.mjs';

export function twilio_client(base, token = identities.auth_token) {
  const client = twilio(identities.account, token);
  client.conversations.baseUrl = `${base}/conversations`;
  client.flexApi.baseUrl = `${base}/flex-api`;
  client.taskrouter.baseUrl = `${base}/taskrouter`;
  client.studio.baseUrl = `${base}/studio`;
  client.chat.baseUrl = `${base}/chat`;
  return client;
}

/** The account's parts that the tests use. */
export function products(client) {
  return {
    service: client.conversations.v1.services(identities.service),
    flex: client.flexApi.v1,
    workspace: client.taskrouter.v1.workspaces(identities.workspace),
    studio: client.studio.v2,
    chat: client.chat.v2.services(identities.service),
  };
}

/** The fields of an Interaction that asks for an agent for this conversation. */
export const handoff = (conversation, attributes = {}) => ({
  channel: {
    type: 'web',
    initiated_by: 'customer',
    properties: {media_channel_sid: conversation},
  },
  routing: {
    type: 'TaskRouter',
    properties: {
      workspace_sid: identities.workspace,
      workflow_sid: identities.workflow,
      task_channel_unique_name: 'chat',
      attributes,
    },
  },
});
