import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config.js';
import { AppError } from '../platform/app-error.js';
import { type Limit, Limits } from '../platform/limits.js';

const QUARTER = 900;
/** An address stands for many people behind a mobile carrier's gateway, a phone for one. */
const LIMITS = {
  smsByAddress: { name: 'sms.address', max: 100, windowSeconds: 3600 },
  loginByPhone: { name: 'login.phone', max: 20, windowSeconds: QUARTER },
  loginByAddress: { name: 'login.address', max: 200, windowSeconds: QUARTER },
  realNameByPerson: { name: 'real_name.person', max: 10, windowSeconds: 86_400 },
  realNameByAddress: { name: 'real_name.address', max: 100, windowSeconds: 3600 },
  highByPerson: { name: 'high.person', max: 20, windowSeconds: 86_400 },
} as const satisfies Record<string, Omit<Limit, 'key'>>;
/** In the sandbox everybody comes from one address, this machine's. */
const SANDBOX_ADDRESSES = 100;

/** The security limits of log-in and real name, shared by all processes. @throws AppError auth_attempts_limit from each */
@Injectable()
export class AttemptLimits {
  constructor(
    private readonly limits: Limits,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async sms(ip: string): Promise<void> {
    await this.take(LIMITS.smsByAddress, ip);
  }
  async attempt(phone: string, ip: string): Promise<void> {
    await this.take(LIMITS.loginByAddress, ip);
    await this.take(LIMITS.loginByPhone, phone);
  }
  /** After a right code the phone's tries count anew. */
  async forget(phone: string): Promise<void> {
    await this.limits.clear({ ...LIMITS.loginByPhone, key: phone });
  }
  async wechat(ip: string): Promise<void> {
    await this.take(LIMITS.loginByAddress, ip);
  }
  async realName<T>(personId: string, ip: string, run: () => Promise<T>): Promise<T> {
    await this.take(LIMITS.realNameByAddress, ip);
    await this.take(LIMITS.realNameByPerson, personId);
    return this.fairly({ ...LIMITS.realNameByPerson, key: personId }, run);
  }
  async high<T>(personId: string, run: () => Promise<T>): Promise<T> {
    await this.take(LIMITS.highByPerson, personId);
    return this.fairly({ ...LIMITS.highByPerson, key: personId }, run);
  }

  /** A try that met a service that is down, or a database in trouble, costs the person none of the day's few. */
  private async fairly<T>(limit: Limit, run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (e) {
      const ours = e instanceof AppError ? e.code === 'identity_service_down' || e.code === 'service_busy' : true;
      // if the database is what is in trouble, the count stays: better one try too few than an error in place of the true one
      if (ours) await this.limits.giveBack(limit).catch(() => undefined);
      throw e;
    }
  }

  private async take(limit: Omit<Limit, 'key'>, key: string): Promise<void> {
    const max = limit.name.endsWith('.address') && this.config.SANDBOX ? limit.max * SANDBOX_ADDRESSES : limit.max;
    const taken = await this.limits.take({ ...limit, max, key });
    if (!taken.ok) throw new AppError('auth_attempts_limit', { retryAfter: taken.retryAfter });
  }
}
