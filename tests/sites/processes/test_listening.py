"""The port, and what is said when it cannot be had."""

import socket

import pytest

from sites.processes.listening import CannotListenError, listen


def test_a_free_port_is_held():
    with listen("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)):
            pass


def test_no_part_of_an_answer_waits_for_the_reader_to_say_that_he_has_the_one_before():
    with listen("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        arrived, _from = listener.accept()
        with arrived:
            assert arrived.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_a_taken_port_is_refused_with_one_sentence_that_names_it():
    with listen("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(CannotListenError, match=str(port)) as caught:
            listen("127.0.0.1", port)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 70000), ("203.0.113.1", 8000)])
def test_what_is_no_port_or_no_address_of_this_machine_is_refused(host, port):
    with pytest.raises(CannotListenError):
        listen(host, port)
