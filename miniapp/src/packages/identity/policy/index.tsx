import { useRouter } from '@tarojs/taro';
import { policies } from '../../../copy/me';
import { Screen } from '../../../parts/screen';
import { Card, Title, Txt } from '../../../ui';

/** The guideline and the agreement in full; anybody may read them. */
export default function Policy() {
  const policy = useRouter().params.kind === 'terms' ? policies.terms : policies.privacy;
  return (
    <Screen title={policy.title} tight>
      <Txt block className='cap muted'>
        {policy.version}
      </Txt>
      {policy.chapters.map((c) => (
        <Card key={c.title} className='mt3'>
          <Title level={2}>{c.title}</Title>
          {c.text.map((line) => (
            <Txt key={line} block className='t2 mt2'>
              {line}
            </Txt>
          ))}
        </Card>
      ))}
    </Screen>
  );
}
