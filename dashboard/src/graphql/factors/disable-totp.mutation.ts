import { graphql } from '../tada';

export const DisableTotpMutation = graphql(`
  mutation DisableTotp {
    disableTotp
  }
`);
