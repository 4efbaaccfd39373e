"""Runs spacectl commands, one after the other, each in a process of its own.

Most of a command's time goes into importing libraries: this process imports them once, and forks for each command. What is
run is the installed script, in a process that has imported nothing of spacectl itself.

Reads a JSON object a line: argv, home, stdout and stderr (files to write). Answers the exit status, a line each.
"""

import json
import os
import runpy
import sys

import spacectl.main  # noqa: F401 for what it imports

for name in [name for name in sys.modules if name.split(".")[0] == "spacectl"]:
    del sys.modules[name]


def redirect(descriptor, path):
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(file, descriptor)
    os.close(file)


def run(script, command):
    os.environ["HOME"] = command["home"]
    redirect(0, os.devnull)
    redirect(1, command["stdout"])
    redirect(2, command["stderr"])
    sys.argv = [script, *command["argv"]]
    runpy.run_path(script, run_name="__main__")


for line in iter(sys.stdin.readline, ""):
    command = json.loads(line)
    child = os.fork()
    if child == 0:
        # Ends like any script: what is raised becomes the exit status.
        run(sys.argv[1], command)
        sys.exit(0)
    _, status = os.waitpid(child, 0)
    print(os.waitstatus_to_exitcode(status), flush=True)
