import { VirusPort } from './virus.port.js';

/** Half of the test file that every scanner knows (EICAR); the whole of it in this source would be found by scanners. */
const SIGN = 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE';

/** 沙箱: finds the test file that every scanner knows, and nothing else. */
export class SandboxVirus extends VirusPort {
  async isClean(bytes: Buffer): Promise<boolean> {
    return !bytes.includes(SIGN);
  }
}
