// Requests that no HTTP client would make, and Twilio's signature.
import {createHmac} from 'node:crypto';
import {connect} from 'node:net';
import {identities} from '../../support/processes.mjs';

/** A TCP connection to the node: {socket, text(), closed}. `closed` resolves to everything that came. */
export function dial(node) {
  const socket = connect(node.port, '127.0.0.1');
  let text = '';
  socket.setEncoding('latin1');
  socket.on('data', (more) => (text += more));
  socket.on('error', () => {});
  const closed = new Promise((done) => socket.on('close', () => done(text)));
  return {socket, text: () => text, closed};
}

/** Sends bytes and gives what came until the other side closed. */
export function send_raw(node, bytes) {
  const c = dial(node);
  c.socket.write(bytes);
  return c.closed;
}

/** The signature that Twilio makes for a form posted to `url`. */
export function signature(url, form = {}, token = identities.auth_token) {
  const text = Object.keys(form)
    .sort()
    .reduce((sum, key) => sum + key + form[key], url);
  return createHmac('sha1', token).update(text).digest('base64');
}

/** Posts a webhook as Twilio does; `sign` replaces the right signature, null leaves it out. */
export const post_webhook = (url, form, sign = signature(url, form)) =>
  fetch(url, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      ...(sign === null ? {} : {'X-Twilio-Signature': sign}),
    },
    body: new URLSearchParams(form).toString(),
  });
