import { SlipwayError } from '../../contract/errors.ts';

/** Why something is not done with a cluster. */

export function notPausable(name: string): SlipwayError {
  return new SlipwayError('refused', `The cluster ${name} is not paused or resumed from here.`, {
    fix: 'Only clusters that Slipway made with kind are. The sandbox runs while Slipway does; a remote cluster is run by others.',
  });
}

export function notRemovable(name: string): SlipwayError {
  return new SlipwayError('refused', `The ${name} is a part of Slipway, and is not deleted.`, {
    fix: 'To begin anew with it, stop Slipway and run: slipway sandbox reset.',
  });
}

export function noCurrentContext(): SlipwayError {
  return new SlipwayError('invalid_input', 'The kubeconfig says of no context that it is the current one.', {
    fix: 'Name one: slipway cluster attach --context NAME. They are listed by: slipway cluster list --contexts.',
  });
}
