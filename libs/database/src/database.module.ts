import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { Readiness } from '@shopmesh/runtime';
import { DataSource } from 'typeorm';
import { Database, sql } from './database.ts';

const PING = sql('SELECT 1');
const CONNECT_ATTEMPTS = 20;
const CONNECT_PAUSE_MS = 500;

/** Gives a service its {@link Database} and TypeORM `DataSource`, and makes it unready while Postgres is away. */
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  static with(create: () => DataSource): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      providers: [
        { provide: DataSource, useFactory: () => connect(create()) },
        { provide: Database, useFactory: watch, inject: [DataSource, Readiness] },
      ],
      exports: [DataSource, Database],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.dataSource.destroy();
  }
}

/** Connects, waiting for a Postgres that is still starting. */
async function connect(dataSource: DataSource): Promise<DataSource> {
  for (let attempt = 1; ; attempt++) {
    try {
      await dataSource.initialize();
      break;
    } catch (error) {
      if (attempt === CONNECT_ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, CONNECT_PAUSE_MS));
    }
  }
  return dataSource;
}

function watch(dataSource: DataSource, readiness: Readiness): Database {
  const database = new Database(dataSource);
  readiness.checks.set('database', () => database.one(PING));
  return database;
}
