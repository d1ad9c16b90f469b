import type { ParsedOf } from '@binhai/shared/contract/http';
import { health } from '@binhai/shared/contract/system';
import { Controller, Inject } from '@nestjs/common';
import { CONFIG, type Config } from '../config.js';
import { Clock } from '../platform/clock.js';
import { Handle } from '../platform/endpoint.decorator.js';
import { SystemService } from './system.service.js';

const VERSION = '0.1.0';

@Controller()
export class SystemController {
  constructor(
    private readonly system: SystemService,
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  @Handle(health)
  async health(_: ParsedOf<typeof health>) {
    const database = await this.system.database();
    return {
      status: database ? ('ok' as const) : ('degraded' as const),
      database,
      version: VERSION,
      time: this.clock.now().toISOString(),
      sandbox: this.config.SANDBOX,
    };
  }
}
