/** One Postgres database per service: TypeORM for entities and migrations, named statements where it is hot. */
export { dataSourceOf } from './data-source.ts';
export { Database, sql, type Statement } from './database.ts';
export { DatabaseModule } from './database.module.ts';
export { migrate } from './migrate.ts';
export { schemaDrift } from './drift.ts';
