/** Looks for malware in what people hand in. Nothing is kept, and nothing is shown to anybody, before it answered. */
export abstract class VirusPort {
  /** @throws PortDown */
  abstract isClean(bytes: Buffer): Promise<boolean>;
}
