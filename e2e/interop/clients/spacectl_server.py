"""Runs spacectl commands, one after the other, each in a process of its own.

Most of a command's time goes into importing libraries: this process imports them once, and forks for each command. What is
run is the installed script, in a process that has imported nothing of spacectl itself.

Reads a JSON object a line: argv, home, stdout and stderr (files to write). Answers the exit status, a line each.
"""

import gc
import json
import os
import runpy
import sys
import traceback

import spacectl.main  # noqa: F401 for what it imports

for name in [name for name in sys.modules if name.split(".")[0] == "spacectl"]:
    del sys.modules[name]


def redirect(descriptor, path):
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(file, descriptor)
    os.close(file)


def run(script, command):
    """Runs a command to its exit status, as an interpreter of its own would."""
    os.environ["HOME"] = command["home"]
    redirect(0, os.devnull)
    redirect(1, command["stdout"])
    redirect(2, command["stderr"])
    sys.argv = [script, *command["argv"]]
    try:
        runpy.run_path(script, run_name="__main__")
    except SystemExit as exit:
        if exit.code is None or isinstance(exit.code, int):
            return exit.code or 0
        print(exit.code, file=sys.stderr)
        return 1
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


# Nothing that is here already is looked through, and so copied, in the children.
gc.freeze()
for line in iter(sys.stdin.readline, ""):
    command = json.loads(line)
    child = os.fork()
    if child == 0:
        status = run(sys.argv[1], command)
        sys.stdout.flush()
        sys.stderr.flush()
        # Tearing down what was imported takes longer than most commands.
        os._exit(status)
    _, status = os.waitpid(child, 0)
    print(os.waitstatus_to_exitcode(status), flush=True)
