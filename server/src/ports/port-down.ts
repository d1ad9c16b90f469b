/** An outside service gave no usable answer. Carries what may be logged: which port, which step, its own error code; never a value. */
export class PortDown extends Error {
  override readonly name = 'PortDown';
  constructor(
    readonly port: string,
    readonly reason: string,
  ) {
    super(`${port}: ${reason}`);
  }
}
