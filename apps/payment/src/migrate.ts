import { migrate } from '@shopmesh/database';
import { createDataSource } from './data-source.ts';

const done = await migrate(createDataSource(process.env['DATABASE_URL'] ?? ''));
console.log(done.length ? `payment: ran ${done.join(', ')}` : 'payment: up to date');
