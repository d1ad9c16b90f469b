import type { ParsedOf } from '@binhai/shared/contract/http';
import { health } from '@binhai/shared/contract/system';
import { Controller, Inject } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { CONFIG, type Config } from '../config.js';
import { Clock } from '../platform/clock.js';
import { Handle } from '../platform/endpoint.decorator.js';

const VERSION = '0.1.0';

@Controller()
export class SystemController {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  @Handle(health)
  async health(_: ParsedOf<typeof health>) {
    const database = await this.connection.db?.command({ ping: 1 }, { timeoutMS: 1000 }).then(
      () => true,
      () => false,
    );
    return {
      status: database ? ('ok' as const) : ('degraded' as const),
      database: Boolean(database),
      version: VERSION,
      time: this.clock.now().toISOString(),
      sandbox: this.config.SANDBOX,
    };
  }
}
