import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { Logger } from 'pino';
import type { ApiSettings } from '@app/settings';

/** Injection tokens of the values that `SettingsModule` gives. */
export const SETTINGS = Symbol('settings');
export const ADMIN_TOKEN = Symbol('admin token');
export const LOG = Symbol('log');

export interface SettingsParts {
  readonly settings: ApiSettings;
  readonly adminToken: string;
  readonly log: Logger;
}

/** Gives every module the settings of the process, the administrator's token and the log. */
@Global()
@Module({})
export class SettingsModule {
  static with({ settings, adminToken, log }: SettingsParts): DynamicModule {
    const given = [
      { provide: SETTINGS, useValue: settings },
      { provide: ADMIN_TOKEN, useValue: adminToken },
      { provide: LOG, useValue: log },
    ];
    return { module: SettingsModule, providers: given, exports: given };
  }
}
