import { type DynamicModule, Module } from '@nestjs/common';
import { CONFIG, type Config } from '../config.js';
import { Clock } from './clock.js';
import { FieldCipher } from './field-cipher.js';
import { KEYS, readKeysFile } from './keys.js';
import { Tokens } from './tokens.js';

/** What every feature may use; it knows none of them. */
@Module({})
export class PlatformModule {
  static with(config: Config): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      providers: [{ provide: CONFIG, useValue: config }, { provide: KEYS, useFactory: () => readKeysFile(config.KEYS_FILE) }, Clock, FieldCipher, Tokens],
      exports: [CONFIG, KEYS, Clock, FieldCipher, Tokens],
    };
  }
}
