import { useRouter } from '@tarojs/taro';
import { useEffect } from 'react';
import { notices } from '../../../copy/publicity';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useVisit } from '../../../parts/visit';
import { replace } from '../../../platform/router';
import { say } from '../../../platform/time';
import { usePublicity } from '../../../stores/publicity';
import { Box, Card, EmptyState, Fetched, Pairs, Title, Txt } from '../../../ui';

const words = notices.one;
/** One notice or event. */
export default function NoticePage() {
  const { id } = useRouter().params;
  const visit = useVisit();
  const load = () => void usePublicity.getState().loadNotices();
  const { data, error } = usePublicity((s) => s.notices);
  useEffect(() => {
    if (visit > 0 && !usePublicity.getState().notices.data) void usePublicity.getState().loadNotices();
  }, [visit]);
  const found = data?.find((n) => n.id === id);
  return (
    <Screen title={found ? words[found.kind] : words.notice}>
      <Fetched data={data} error={error} onRetry={load}>
        {() =>
          found ? (
            <Card>
              <Title level={2}>{found.title}</Title>
              <Box className='mt3'>
                <Pairs
                  left
                  rows={[
                    { k: words.date, v: found.kind === 'event' ? say.dayAndWeekday(found.date) : say.date(found.date) },
                    ...(found.place ? [{ k: words.place, v: found.place }] : []),
                  ]}
                />
              </Box>
              <Txt block className='mt4' selectable>
                {found.summary}
              </Txt>
            </Card>
          ) : (
            <EmptyState title={words.gone.title} text={words.gone.text} action={words.gone.action} onAction={() => void replace(PAGES.notices)} full />
          )
        }
      </Fetched>
      {found && (
        <Txt block className='cap muted mt3'>
          {found.kind === 'event' ? notices.honest : notices.honestNotice}
        </Txt>
      )}
    </Screen>
  );
}
