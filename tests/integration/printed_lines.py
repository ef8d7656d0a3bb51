"""What `backsift init` prints for the programs that deliver, to be pasted."""
import textwrap


def lines_for(said, where):
    """The lines below the heading that begins with that file's name; `said` is what init printed."""
    below = said.split(f"\n  {where}", 1)[1].split(":\n", 1)[1]
    return textwrap.dedent(below.split("\n\n", 1)[0]) + "\n"
