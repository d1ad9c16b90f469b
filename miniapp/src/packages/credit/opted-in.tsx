import type { ReactNode } from 'react';
import { credit as words } from '../../copy/credit';
import { Gate } from '../../parts/gate';
import { PAGES } from '../../parts/paths';
import { go } from '../../platform/router';
import { leaveFor } from '../../stores/return-to';
import { EmptyState } from '../../ui';

/** What is about one's own grade: for whom the service is open and opened; everybody else reads what comes first. */
export const OptedIn = ({ children }: { children: () => ReactNode }) => (
  <Gate need='high'>
    {(me) => {
      if (me.personalGrade !== 'on')
        return (
          <EmptyState title={words.notOpen.title} text={words.notOpen[me.personalGrade]} action={words.notOpen.action} onAction={() => void go(PAGES.scheme)} />
        );
      if (!me.optedIn)
        return <EmptyState title={words.off.title} text={words.off.text} action={words.off.action} onAction={() => void leaveFor(PAGES.optIn)} />;
      return children();
    }}
  </Gate>
);
