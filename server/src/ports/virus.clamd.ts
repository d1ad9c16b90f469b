import net from 'node:net';
import { PORT_TIMEOUT } from './http-json.js';
import { PortDown } from './port-down.js';
import { VirusPort } from './virus.port.js';

const CHUNK = 64 * 1024;
const MOST_ANSWER = 1024;

/** ClamAV's daemon by its INSTREAM command: length-prefixed chunks, an empty one at the end, one line back. */
export class ClamdVirus extends VirusPort {
  constructor(
    private readonly host: string,
    private readonly port: number,
  ) {
    super();
  }

  async isClean(bytes: Buffer): Promise<boolean> {
    const answer = await this.ask(bytes);
    if (/: OK$/.test(answer)) return true;
    if (/ FOUND$/.test(answer)) return false;
    throw new PortDown('virus', 'answer not understood');
  }
  private ask(bytes: Buffer): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = net.connect(this.port, this.host);
      let answer = '';
      const fail = (reason: string) => {
        socket.destroy();
        reject(new PortDown('virus', reason));
      };
      socket.setTimeout(PORT_TIMEOUT, () => fail('timeout'));
      socket.on('error', () => fail('unreachable'));
      socket.on('data', (part) => {
        answer += part.toString('latin1');
        if (answer.length > MOST_ANSWER) fail('answer not understood');
      });
      socket.on('close', () => resolve(answer.replace(/[\0\s]+$/, '')));
      socket.on('connect', () => {
        socket.write('zINSTREAM\0');
        for (let at = 0; at < bytes.length; at += CHUNK) {
          const part = bytes.subarray(at, at + CHUNK);
          const length = Buffer.alloc(4);
          length.writeUInt32BE(part.length);
          socket.write(length);
          socket.write(part);
        }
        socket.write(Buffer.alloc(4));
      });
    });
  }
}
