// A tiny WebSocket server (RFC 6455): text frames, ping, close. For stand-ins that a test writes itself.
import {createHash} from 'node:crypto';

const guid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const op = {continuation: 0, text: 1, close: 8, ping: 9, pong: 10};

function frame(opcode, payload) {
  const n = payload.length;
  const head = n < 126 ? Buffer.from([0x80 | opcode, n]) : Buffer.alloc(n < 65536 ? 4 : 10);
  if (n >= 126) head[0] = 0x80 | opcode;
  if (n >= 126 && n < 65536) ((head[1] = 126), head.writeUInt16BE(n, 2));
  if (n >= 65536) ((head[1] = 127), head.writeBigUInt64BE(BigInt(n), 2));
  return Buffer.concat([head, payload]);
}

/** The first whole frame of `data`: {opcode, fin, payload, size}; null when more is needed. */
function parse(data) {
  if (data.length < 2) return null;
  let n = data[1] & 127;
  let at = 2;
  if (n === 126 && data.length >= 4) ((n = data.readUInt16BE(2)), (at = 4));
  else if (n === 127 && data.length >= 10) ((n = Number(data.readBigUInt64BE(2))), (at = 10));
  else if (n > 125) return null;
  if (!(data[1] & 128)) throw new Error('a client must mask its frames');
  if (data.length < at + 4 + n) return null;
  const mask = data.subarray(at, at + 4);
  const payload = Buffer.from(data.subarray(at + 4, at + 4 + n)).map((b, i) => b ^ mask[i % 4]);
  return {opcode: data[0] & 15, fin: Boolean(data[0] & 128), payload, size: at + 4 + n};
}

/** Takes upgrades of an http.Server; `on_open({send, close, on_text, on_close}, request)` is called for each. */
export function serve_websockets(server, on_open) {
  server.on('upgrade', (request, socket) => {
    const accept = createHash('sha1')
      .update(request.headers['sec-websocket-key'] + guid)
      .digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    const connection = {
      on_text: () => {},
      on_close: () => {},
      send: (text) => socket.write(frame(op.text, Buffer.from(text))),
      close: (code) => {
        const payload = Buffer.alloc(2);
        payload.writeUInt16BE(code);
        socket.end(frame(op.close, payload));
      },
    };
    let data = Buffer.alloc(0);
    let text = '';
    socket.on('error', () => {});
    socket.on('close', () => connection.on_close());
    socket.on('data', (more) => {
      data = Buffer.concat([data, more]);
      for (let f; (f = parse(data));) {
        data = data.subarray(f.size);
        if (f.opcode === op.ping) socket.write(frame(op.pong, f.payload));
        if (f.opcode === op.close) socket.end(frame(op.close, f.payload));
        if (f.opcode === op.text || f.opcode === op.continuation) {
          text += f.payload;
          if (f.fin) (connection.on_text(text), (text = ''));
        }
      }
    });
    on_open(connection, request);
  });
}
