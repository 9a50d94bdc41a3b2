import { migrate } from '@shopmesh/database';
import { createDataSource } from './data-source.ts';

const done = await migrate(createDataSource(process.env['DATABASE_URL'] ?? ''));
console.log(done.length ? `user: ran ${done.join(', ')}` : 'user: up to date');
