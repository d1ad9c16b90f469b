import type { INestApplicationContext } from '@nestjs/common';

/** Who a visitor of the demo may log in as. */
export interface DemoAccount {
  readonly who: string; // 居民（守信示范）
  readonly phone: string;
  /** Base32 secret of the authenticator, for staff. */
  readonly totpSecret?: string;
}
/**
 * One a module, called in the order of SEEDERS, once per database (recorded in `seeds`). It writes through the module's own services,
 * so demo data obeys the same rules as real data. Everything invented and marked 示例.
 */
export type Seeder = (app: INestApplicationContext) => Promise<readonly DemoAccount[]>;
