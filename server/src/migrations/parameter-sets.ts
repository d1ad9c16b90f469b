import { CONFIG, type Config } from '../config.js';
import { ParametersService } from '../parameters/parameters.service.js';
import { RELEASED, releasedPersonalGrade } from '../parameters/released.js';
import type { Migration } from '../platform/migrations.js';

/** The sets this release was built with; those in the database already stay as they are. */
export const parameterSets: Migration = {
  id: 'parameter_sets',
  each: true,
  async up(app) {
    const { SANDBOX } = app.get<Config>(CONFIG);
    await app.get(ParametersService).load([...RELEASED, releasedPersonalGrade(SANDBOX)]);
  },
};
