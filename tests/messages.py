"""What a run of a page sends to the browser, read off Streamlit's testing framework."""

from streamlit.testing.v1.local_script_runner import LocalScriptRunner


class Messages:
    """The sizes of the messages of the last run in bytes; from its making on, each run of a page is noted."""

    def __init__(self):
        self.sizes = []
        found = LocalScriptRunner.forward_msgs

        def forward_msgs(runner):
            messages = found(runner)
            self.sizes = [message.ByteSize() for message in messages]
            return messages

        self._found = found
        LocalScriptRunner.forward_msgs = forward_msgs

    def stop(self):
        """Note no further runs."""
        LocalScriptRunner.forward_msgs = self._found

    @property
    def kilobytes(self):
        """All messages of the last run together."""
        return round(sum(self.sizes) / 1000, 1)
