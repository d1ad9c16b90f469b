import type { INestApplicationContext } from '@nestjs/common';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';

/** First form: makes every index the schemas declare. Runs before the first request, by start and by `npm run migrate`. */
export async function migrate(app: INestApplicationContext): Promise<void> {
  const connection = app.get<Connection>(getConnectionToken());
  for (const model of Object.values(connection.models)) await model.createIndexes();
}
