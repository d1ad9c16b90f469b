import { type DynamicModule, Module, type ModuleMetadata, StandardSchemaSerializerInterceptor, StandardSchemaValidationPipe } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { MongooseModule } from '@nestjs/mongoose';
import { AuditModule } from './audit/audit.module.js';
import { CasesModule } from './cases/cases.module.js';
import type { Config } from './config.js';
import { ConsentsModule } from './consents/consents.module.js';
import { ContentModule } from './content/content.module.js';
import { CounterModule } from './counter/counter.module.js';
import { CreditModule } from './credit/credit.module.js';
import { FirmsModule } from './firms/firms.module.js';
import { IngestModule } from './ingest/ingest.module.js';
import { MessagesModule } from './messages/messages.module.js';
import { migrations } from './migrations/index.js';
import { DepositModule } from './mobility/deposit/deposit.module.js';
import { ParkingModule } from './mobility/parking/parking.module.js';
import { OrganisationsModule } from './organisations/organisations.module.js';
import { ParametersModule } from './parameters/parameters.module.js';
import { PartnersModule } from './partners/partners.module.js';
import { IdentityModule } from './people/identity.module.js';
import { PeopleModule } from './people/people.module.js';
import { PerksModule } from './perks/perks.module.js';
import { AppError } from './platform/app-error.js';
import { AuthGuard } from './platform/auth.guard.js';
import { ErrorFilter } from './platform/error.filter.js';
import type { Log } from './platform/log.js';
import { MIGRATIONS } from './platform/migrations.js';
import { PlatformModule } from './platform/platform.module.js';
import { PortsModule } from './ports/ports.module.js';
import { PublicityModule } from './publicity/publicity.module.js';
import { RecordsModule } from './records/records.module.js';
import { RegisterModule } from './register/register.module.js';
import { ReportsModule } from './reports/reports.module.js';
import { RightsModule } from './rights/rights.module.js';
import { SchemesModule } from './schemes/schemes.module.js';
import { SessionsModule } from './sessions/sessions.module.js';
import { SystemModule } from './system/system.module.js';
import { TenancyModule } from './tenancy/tenancy.module.js';
import { TransparencyModule } from './transparency/transparency.module.js';
import { TravelModule } from './travel/travel.module.js';

/**
 * A database that is away costs a request 2.5 s, then it gets service_busy. Milliseconds. The heartbeat notices a silent one within 3 s and cuts
 * the requests that wait for it.
 */
const MONGO_OPTIONS = {
  autoIndex: false,
  retryAttempts: 0,
  serverSelectionTimeoutMS: 2500,
  connectTimeoutMS: 2000,
  heartbeatFrequencyMS: 1000,
  waitQueueTimeoutMS: 3000,
  maxPoolSize: 32,
} as const;

/** One line a domain; adding one is adding its module here. */
const FEATURES = [
  PortsModule,
  ParametersModule,
  RegisterModule,
  OrganisationsModule,
  PartnersModule,
  PeopleModule,
  ConsentsModule,
  MessagesModule,
  SessionsModule,
  RecordsModule,
  IngestModule,
  PublicityModule,
  ContentModule,
  CreditModule,
  ReportsModule,
  SchemesModule,
  IdentityModule,
  PerksModule,
  CounterModule,
  DepositModule,
  ParkingModule,
  AuditModule,
  FirmsModule,
  TransparencyModule,
  TravelModule,
  TenancyModule,
  CasesModule,
  RightsModule,
  SystemModule,
];

@Module({})
export class AppModule {
  static with(config: Config, log: Log, extra: ModuleMetadata['imports'] = []): DynamicModule {
    return {
      module: AppModule,
      imports: [MongooseModule.forRoot(config.MONGODB_URI, MONGO_OPTIONS), PlatformModule.with(config, log), ...FEATURES, ...extra],
      providers: [
        { provide: MIGRATIONS, useValue: migrations },
        { provide: APP_GUARD, useClass: AuthGuard },
        { provide: APP_FILTER, useClass: ErrorFilter },
        { provide: APP_INTERCEPTOR, useClass: StandardSchemaSerializerInterceptor },
        {
          provide: APP_PIPE,
          useValue: new StandardSchemaValidationPipe({
            validateCustomDecorators: true, // the input of @Handle is a custom parameter: off by default, and then silently unchecked
            exceptionFactory: (issues) =>
              new AppError('input_invalid', {
                fields: issues.map((i) => ({ path: (i.path ?? []).map((s) => (typeof s === 'object' ? s.key : s)).join('.'), message: i.message })),
              }),
          }),
        },
      ],
    };
  }
}
