export interface VehicleQuestion {
  /** Folded plate. */
  readonly plate: string;
  /** The person's name as its comparable key. */
  readonly nameKey: string;
  readonly number: string;
}
/** The register of vehicles at the traffic police: says only whether this plate's licence is in this name. */
export abstract class VehiclePort {
  /** @throws PortDown */
  abstract owns(question: VehicleQuestion): Promise<boolean>;
}
