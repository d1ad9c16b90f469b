import { createApp } from './app.js';
import { readConfig } from './config.js';

const config = readConfig();
const { app } = await createApp(config);
app.enableShutdownHooks();
await app.listen(config.PORT, config.HOST);
