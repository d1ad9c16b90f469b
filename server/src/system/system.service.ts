import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';

@Injectable()
export class SystemService {
  constructor(@InjectConnection() private readonly connection: Connection) {}

  /** Whether the database answers within a second. */
  async database(): Promise<boolean> {
    const answer = this.connection.db?.command({ ping: 1 }, { timeoutMS: 1000 });
    return answer
      ? answer.then(
          () => true,
          () => false,
        )
      : false;
  }
}
