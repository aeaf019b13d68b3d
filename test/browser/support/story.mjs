// A story in steps over one sandbox, one node and one browser.
import {control} from '../../support/control.mjs';
import {start_node, start_sandbox} from '../../support/processes.mjs';
import {steps} from '../../support/steps.mjs';
import {start_browser} from './browser.mjs';

/** Starts everything and calls `begin(world)`: {step, world}. `world.base` is the address of the sandbox's page. */
export const story = (begin) =>
  steps(async (world) => {
    const sandbox = await start_sandbox();
    world.stops.push(sandbox);
    world.base = sandbox.base;
    const node = await start_node(sandbox.base);
    world.stops.push(node);
    await new control(sandbox.base).post('/twilio/hooks', {
      interactions: `${node.base}/twilio/interactions`,
      taskrouter: `${node.base}/twilio/taskrouter`,
    });
    world.browser = await start_browser();
    world.stops.push({stop: () => world.browser.close()});
    await begin(world);
  });
