import { login as words } from '../../copy/identity';
import { PAGES } from '../../parts/paths';
import { go } from '../../platform/router';
import { Box, Btn, Choice, Icon, Txt } from '../../ui';

/** Reading comes before agreeing: the box is never ticked for anybody (DESIGN 9). */
export function Agree({ checked, onChange, error }: { checked: boolean; onChange: (on: boolean) => void; error?: string }) {
  return (
    <Box className='agree'>
      <Box className='agree__row'>
        <Choice id='agree' kind='checkbox' className='agree__c' label={words.agreement.label} checked={checked} onChange={onChange} />
        <Btn kind='bare' role='link' className='link' onClick={() => void go(PAGES.policy, { kind: 'privacy' })}>
          {words.agreement.guideline}
        </Btn>
        <Btn kind='bare' role='link' className='link' onClick={() => void go(PAGES.policy, { kind: 'terms' })}>
          {words.agreement.terms}
        </Btn>
      </Box>
      {error && (
        <Box className='field__err' role='alert'>
          <Icon name='alert' size={18} />
          <Txt>{error}</Txt>
        </Box>
      )}
    </Box>
  );
}
