import { loadConfig, run } from '@shopmesh/runtime';
import { appModule } from './app.module.ts';
import { shape } from './config.ts';

const config = loadConfig(shape);
await run(appModule(config), { name: 'payment', config });
