import { graphql } from '../../shared/graphql/tada';

export const DisableTotpMutation = graphql(`
  mutation DisableTotp {
    disableTotp
  }
`);
