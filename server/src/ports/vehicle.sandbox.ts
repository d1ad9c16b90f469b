import { PortDown } from './port-down.js';
import { VehiclePort, type VehicleQuestion } from './vehicle.port.js';

/** 沙箱's register, one rule for all: a plate is everybody's, except one that ends in 0 is nobody's; a name with 停机 finds it down. */
export class SandboxVehicle extends VehiclePort {
  async owns({ plate, nameKey }: VehicleQuestion): Promise<boolean> {
    if (nameKey.includes('停机')) throw new PortDown('vehicle', 'sandbox outage');
    return !plate.endsWith('0');
  }
}
