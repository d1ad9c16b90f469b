import { calendarWith, type WorkCalendar } from '@binhai/shared/rules/deadlines';
import { Injectable } from '@nestjs/common';
import { PACKAGED_CALENDAR } from '../platform/working-days.js';
import { ParametersService } from './parameters.service.js';

/** The one calendar of every clock: the package's years, and over them those that were published here. */
@Injectable()
export class WorkingDays {
  private made: { readonly set: string; readonly calendar: WorkCalendar } | undefined;

  constructor(private readonly parameters: ParametersService) {}

  /** As it stands today: an arrangement is of use as soon as it is published, for days to come as for days past. */
  calendar(): WorkCalendar {
    const { _id, content } = this.parameters.at('work_calendar');
    if (this.made?.set !== _id) this.made = { set: _id, calendar: calendarWith(PACKAGED_CALENDAR, content.years) };
    return this.made.calendar;
  }
}
