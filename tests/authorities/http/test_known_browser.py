"""Browsers that are known as somebody's own."""

from django.http import HttpResponse
from django.test import RequestFactory

from authorities.http.known_browser import AT_MOST, known_browser, remember_browser


def browser(cookie=""):
    request = RequestFactory().get("/")
    if cookie:
        request.COOKIES["known"] = cookie
    return request


def signed_in(email, cookie=""):
    response = HttpResponse()
    remember_browser(browser(cookie), response, email)
    return response.cookies["known"].value


def test_a_browser_is_known_for_the_address_whose_owner_signed_in_by_it_and_no_other():
    cookie = signed_in("Ada@example.com")
    assert known_browser(browser(cookie), "ada@example.com")
    assert not known_browser(browser(cookie), "grace@example.com")
    assert not known_browser(browser(), "ada@example.com")


def test_a_second_address_leaves_the_first_one_and_the_browsers_name():
    first = signed_in("ada@example.com")
    both = signed_in("grace@example.com", first)
    names = {known_browser(browser(both), f"{who}@example.com") for who in ("ada", "grace")}
    assert names == {known_browser(browser(first), "ada@example.com")}


def test_a_forged_cookie_and_the_oldest_of_many_addresses_are_not_known():
    assert not known_browser(browser("x:y:z"), "ada@example.com")
    cookie = signed_in("ada@example.com")
    assert not known_browser(browser(cookie[:-2] + "aa"), "ada@example.com")
    for number in range(AT_MOST):
        cookie = signed_in(f"{number}@example.com", cookie)
    assert not known_browser(browser(cookie), "ada@example.com")
    assert known_browser(browser(cookie), "1@example.com")


def test_the_cookie_holds_no_address():
    assert "ada" not in signed_in("ada@example.com")
